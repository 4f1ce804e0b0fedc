"""What the three targets call things: tables, and the few helpers that a target lacks.

An entry is a function's name, or a template whose {} are the arguments. {size} is the size of a new array, {like} an
argument that it takes its type from.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import dedent


@dataclass(frozen=True)
class Target:
    """One array library."""

    name: str  # as the caller writes it
    title: str  # as a sentence writes it
    calls: dict[str, str]
    imports: dict[str, str]  # the first part of a dotted name → the line that brings it
    scalar: tuple[str, ...]  # what is done to a scalar argument at the top of a function
    helpers: dict[str, str] = field(default_factory=dict)  # functions that a module brings along where it calls them
    lifted: str = ""  # for functions that take arrays only: makes an array of a number
    lifting: frozenset[str] | None = None  # these functions; None: all


MATRIX_FUNCTIONS = "expm", "logm", "sqrtm", "sinm", "cosm"


def _places(array: str, kind: str) -> dict[str, str]:
    """Functions that mark the extreme entry of an array; `kind` makes numbers of truth values."""
    return {
        f"arg{extreme}": dedent(f'''\
            def arg{extreme}(x):
                """1 at the {word} entry of x and 0 elsewhere."""
                return (x == {array}.{extreme}(x)).{kind}(x.dtype)
        ''')
        for extreme, word in (("max", "largest"), ("min", "smallest"))
    }


def _of_matrices(cosm: str, sinm: str, frechet: str) -> dict[str, str]:
    """Functions of a real matrix that a library lacks, and the derivative of any."""
    return {
        "sinm": dedent(f'''\
            def sinm(a):
                """sin(a) = Im e^(ia), for a real matrix."""
                return {sinm}
        '''),
        "cosm": dedent(f'''\
            def cosm(a):
                """cos(a) = Re e^(ia), for a real matrix."""
                return {cosm}
        '''),
        "frechet": dedent(f'''\
            def frechet(f, a, e):
                """The derivative of f at the matrix a along e: the upper right block of f([[a, e], [0, a]])."""
                return f({frechet})[:len(a), len(a):]
        '''),
    }


def _spectral(array: str) -> dict[str, str]:
    """What is made of the eigenvalues and singular values of a real matrix."""
    eigen = {
        f"eigvec{extreme}": dedent(f'''\
            def eigvec{extreme}(a, c=None):
                """The unit eigenvector v of the eigenvalue of a with the {word} real part; c @ v > 0."""
                values, vectors = {array}.linalg.eig(a)
                v = vectors[:, {array}.arg{extreme}(values.real)].real
                return v if c is None else v * {array}.sign(c @ v)
        ''')
        for extreme, word in (("max", "largest"), ("min", "smallest"))
    }
    return eigen | {
        "polar": dedent(f'''\
            def polar(a):
                """The product of the singular vectors, u @ v."""
                u, _, v = {array}.linalg.svd(a, full_matrices=False)
                return u @ v
        '''),
        "adj": dedent(f'''\
            def adj(a):
                """The adjugate, which is |a| a⁻¹ where a has an inverse."""
                u, s, v = {array}.linalg.svd(a)
                others = {array}.stack([{array}.prod(s[:i]) * {array}.prod(s[i + 1:]) for i in range(len(s))])
                return {array}.linalg.det(u) * {array}.linalg.det(v) * (v.T * others) @ u.T
        '''),
    }


def _shared(array: str) -> dict[str, str]:
    """The names that NumPy and its followers share."""
    plain = """exp log log1p sqrt sin cos tan sinh cosh tanh arcsin arccos arctan arcsinh arccosh arctanh abs sign
               sum max min prod trace outer kron diag tril triu pi e"""
    linear = "solve inv det norm matrix_power pinv"
    return {
        **{f: f"{array}.{f}" for f in plain.split()},
        **{f: f"{array}.linalg.{f}" for f in linear.split()},
        "logdet": f"{array}.linalg.slogdet({{}})[1]",
        "normp": f"{array}.linalg.norm",
        "norminf": f"{array}.linalg.norm({{}}, {array}.inf)",
        "eig": f"{array}.sort({array}.linalg.eigvals({{}}).real)[::-1]",
        "norm2": f"{array}.linalg.norm({{}}, 2)",
        "nucnorm": f'{array}.linalg.norm({{}}, "nuc")',
        **{f"eig{extreme}": f"{array}.{extreme}({array}.linalg.eigvals({{}}).real)" for extreme in ("max", "min")},
        **{name: name for name in ("eigvecmax", "eigvecmin", "polar", "adj")},
        "singleft": f"{array}.linalg.svd({{}})[0][:, 0]",
        "singright": f"{array}.linalg.svd({{}})[2][0]",
        "argmax": "argmax",
        "argmin": "argmin",
        "sum of columns": f"{array}.sum({{}}, axis=0)",
        "sum of rows": f"{array}.sum({{}}, axis=1)",
        "T": "{}.T",
        "vec": "{}.T.reshape(-1)",
        "flatten": "{}.reshape(-1)",
        "mat": f"{array}.reshape({{}}, ({{}}, {{}})).T",
        "permuted": f"{array}.reshape({array}.swapaxes({array}.reshape({{}}, ({{}}, {{}}, {{}})), 0, 1), ({{}}, {{}}))",
        "inner1": f'{array}.einsum("ij,ipjq->pq", {{}}, {array}.reshape({{}}, ({{}}, {{}}, {{}}, {{}})))',
        "inner2": f'{array}.einsum("pq,ipjq->ij", {{}}, {array}.reshape({{}}, ({{}}, {{}}, {{}}, {{}})))',
        "column": "{}[:, None]",
        "row": "{}[None, :]",
    }


NUMPY = Target(
    "numpy", "NumPy",
    calls=_shared("np") | {
        "relu": "np.maximum({}, 0)",
        "step": "np.heaviside({}, 0.0)",
        "softplus": "np.logaddexp(0, {})",
        "sigmoid": "sigmoid",
        "logsumexp": "logsumexp",
        "logsumexp of all": "logsumexp",
        "logsumexp of rows": "logsumexp({}, axis=1)",
        "logsumexp of columns": "logsumexp({}, axis=0)",
        "eye": "np.eye({size})",
        "ones": "np.ones({size})",
        "zeros": "np.zeros({size})",
        "diagsums": "diagsums",
        **{f: f"scipy.linalg.{f}" for f in MATRIX_FUNCTIONS},
        **{f"frechet {f}": f"frechet(scipy.linalg.{f}, {{}}, {{}})" for f in MATRIX_FUNCTIONS},
        "frechet expm": "scipy.linalg.expm_frechet({}, {}, compute_expm=False)",
    },
    imports={"np": "import numpy as np", "scipy": "import scipy.linalg"},
    scalar=('assert np.ndim({0}) == 0, "{0} must be a scalar"',),
    helpers={
        "sigmoid": dedent('''\
            def sigmoid(t):
                """1 / (1 + exp(−t)), without overflow."""
                return np.exp(-np.logaddexp(0, -t))
        '''),
        "logsumexp": dedent('''\
            def logsumexp(z, axis=None):
                """log(sum(exp(z))) over all entries or along an axis, without overflow."""
                top = np.max(z, axis=axis, keepdims=True)
                return np.squeeze(top, axis=axis) + np.log(np.sum(np.exp(z - top), axis=axis))
        '''),
        **_places("np", "astype"),
        **_spectral("np"),
        "frechet": _of_matrices("", "", "np.block([[a, e], [np.zeros_like(a), a]])")["frechet"],
        "diagsums": dedent('''\
            def diagsums(a):
                """Every entry replaced by the sum of the diagonal that it stands on."""
                n = len(a)
                on = np.arange(n)[:, None] - np.arange(n) + n - 1
                return np.bincount(on.ravel(), np.ravel(a), 2 * n - 1)[on]
        '''),
    },
)

JAX = Target(
    "jax", "JAX",
    calls=_shared("jnp") | {
        "relu": "jax.nn.relu",
        "step": "jnp.heaviside({}, 0.0)",
        "softplus": "jnp.logaddexp(0, {})",
        "sigmoid": "jax.nn.sigmoid",
        "logsumexp": "jax.nn.logsumexp",
        "logsumexp of all": "jax.nn.logsumexp",
        "logsumexp of rows": "jax.nn.logsumexp({}, axis=1)",
        "logsumexp of columns": "jax.nn.logsumexp({}, axis=0)",
        "eye": "jnp.eye({size})",
        "ones": "jnp.ones({size})",
        "zeros": "jnp.zeros({size})",
        "erf": "jax.scipy.special.erf",
        "erfc": "jax.scipy.special.erfc",
        "erfinv": "jax.scipy.special.erfinv",
        "gamma": "jax.scipy.special.gamma",
        "loggamma": "jax.scipy.special.gammaln",
        "digamma": "jax.scipy.special.digamma",
        "diagsums": "diagsums",
        "expm": "jax.scipy.linalg.expm",
        "sinm": "sinm",
        "cosm": "cosm",
        "frechet expm": "jax.scipy.linalg.expm_frechet({}, {}, compute_expm=False)",
        "frechet sinm": "frechet(sinm, {}, {})",
        "frechet cosm": "frechet(cosm, {}, {})",
    },
    imports={"jax": "import jax", "jnp": "import jax.numpy as jnp"},
    scalar=('assert jnp.ndim({0}) == 0, "{0} must be a scalar"',),
    helpers={
        **_places("jnp", "astype"),
        **_spectral("jnp"),
        **_of_matrices(
            "jax.scipy.linalg.expm(1j * a).real",
            "jax.scipy.linalg.expm(1j * a).imag",
            "jnp.block([[a, e], [jnp.zeros_like(a), a]])",
        ),
        "diagsums": dedent('''\
            def diagsums(a):
                """Every entry replaced by the sum of the diagonal that it stands on."""
                n = len(a)
                on = jnp.arange(n)[:, None] - jnp.arange(n) + n - 1
                return jnp.bincount(on.ravel(), jnp.ravel(a), length=2 * n - 1)[on]
        '''),
    },
    lifted="jnp.asarray({}, dtype=float)",
    lifting=frozenset({"sigmoid"}),
)

TORCH = Target(
    "torch", "PyTorch",
    calls=_shared("torch") | {
        "eig": "torch.sort(torch.linalg.eigvals({}).real, descending=True)[0]",
        "sum of columns": "torch.sum({}, dim=0)",
        "sum of rows": "torch.sum({}, dim=1)",
        "relu": "torch.relu",
        "step": "torch.relu(torch.sign({}))",
        "softplus": "softplus",
        "sigmoid": "torch.sigmoid",
        "logsumexp": "torch.logsumexp({}, dim=0)",
        "logsumexp of all": "torch.logsumexp({}, dim=(0, 1))",
        "logsumexp of rows": "torch.logsumexp({}, dim=1)",
        "logsumexp of columns": "torch.logsumexp({}, dim=0)",
        "eye": "torch.eye({size}, dtype={like}.dtype, device={like}.device)",
        "ones": "{like}.new_ones({size})",
        "zeros": "{like}.new_zeros({size})",
        "erf": "torch.erf",
        "erfc": "torch.erfc",
        "erfinv": "torch.erfinv",
        "loggamma": "torch.lgamma",
        "digamma": "torch.digamma",
        "diagsums": "diagsums",
        "expm": "torch.linalg.matrix_exp",
        "sinm": "sinm",
        "cosm": "cosm",
        "frechet expm": "frechet(torch.linalg.matrix_exp, {}, {})",
        "frechet sinm": "frechet(sinm, {}, {})",
        "frechet cosm": "frechet(cosm, {}, {})",
    },
    imports={"torch": "import torch"},
    scalar=("{0} = torch.as_tensor({0}, dtype=torch.float64)", 'assert {0}.ndim == 0, "{0} must be a scalar"'),
    helpers={
        "softplus": dedent('''\
            def softplus(t):
                """log(1 + exp(t)), without overflow."""
                return torch.logaddexp(torch.zeros_like(t), t)
        '''),
        **_places("torch", "to"),
        **_spectral("torch"),
        **_of_matrices(
            "torch.linalg.matrix_exp(1j * a).real",
            "torch.linalg.matrix_exp(1j * a).imag",
            "torch.cat([torch.cat([a, e], 1), torch.cat([torch.zeros_like(a), a], 1)])",
        ),
        "diagsums": dedent('''\
            def diagsums(a):
                """Every entry replaced by the sum of the diagonal that it stands on."""
                n = len(a)
                at = torch.arange(n, device=a.device)
                on = at[:, None] - at + n - 1
                return a.new_zeros(2 * n - 1).index_add(0, on.ravel(), a.ravel())[on]
        '''),
    },
    lifted="torch.tensor({}, dtype=torch.float64)",
)

TARGETS: dict[str, Target] = {t.name: t for t in (NUMPY, JAX, TORCH)}
