"""PyTorch code without PyTorch: it compiles, and asks of the library only what its documentation lists.

PyTorch is not in the test environment, so these modules are not run there; the tables of values run them where it is.
"""
from __future__ import annotations

import ast
import builtins
import re

import pytest

import deriv
from deriv.publish.code.targets import TORCH

# an excerpt of the reference of PyTorch 2: torch, torch.linalg, and the attributes of torch.Tensor
DOCUMENTED = {
    "torch": """abs arange arccos arccosh arcsin arcsinh arctan arctanh argmax argmin as_tensor cat cos cosh diag
        digamma e einsum erf erfc erfinv exp eye float64 inf kron lgamma linalg log log1p logaddexp logsumexp
        max min outer pi prod relu reshape sigmoid sign sin sinh sort sqrt stack sum swapaxes tan tanh tensor
        trace tril triu where zeros_like""",
    "torch.linalg": """cholesky det eig eigh eigvals eigvalsh inv matrix_exp matrix_norm matrix_power norm pinv slogdet
        solve svd svdvals""",
    "tensor": "T device dtype imag index_add ndim new_ones new_zeros ravel real reshape shape to",
}
KNOWN = {where: set(names.split()) for where, names in DOCUMENTED.items()}

WHERE = {
    "X": "matrix(m, n)", "A": "matrix(n, n)", "K": "invertible matrix(n, n)", "P": "positive definite matrix(n, n)",
    "x": "vector(n)", "b": "vector(n)", "a": "vector(m)", "t": "scalar", "k": "positive integer",
}
FUNCTIONS = [
    ("‖Xx − a‖² + t xᵀx", "x"), ("log|XᵀX + exp(t) I|", "X"), ("xᵀK⁻¹b", "K"), ("½ log|P| + ½ xᵀP⁻¹x", "P"),
    ("log(sum(exp(Xx))) − aᵀXx", "x"), ("sum(log(exp(X) ones(n)))", "X"), ("sum(softplus(Xx))", "x"),
    ("sigmoid(bᵀx)", "x"), ("tr(A^k)", "A"), ("A^k", "A"), ("tr(A expm(K))", "K"), ("sinm(A)", "A"),
    ("max(Xx)", "x"), ("norm1(Xx)", "x"), ("sum(relu(Xx))", "x"), ("X diag(x) b", "x"), ("t² + 2^t", "t"),
    ("x / ‖x‖", "x"), ("tr(X diag(x) Xᵀ)", "x"), ("kron(x, b)", "x"), ("1/t + |t|", "t"),
]


def test_the_tables_name_what_the_library_has():
    text = "\n".join([*TORCH.calls.values(), *TORCH.helpers.values(), *TORCH.scalar, TORCH.lifted])
    assert _unknown(set(re.findall(r"torch(?:\.\w+)+", text))) == set()


@pytest.mark.parametrize(("formula", "variable"), FUNCTIONS)
def test_a_module_is_whole(formula, variable):
    """Every name it speaks is defined in it, a builtin, or documented."""
    tree = ast.parse(deriv.derive(formula, variable, WHERE).code("torch"))
    compile(tree, "generated", "exec")
    nodes = list(ast.walk(tree))
    defined = {n.name for n in nodes if isinstance(n, ast.FunctionDef)}
    defined |= {n.arg for n in nodes if isinstance(n, ast.arg)}
    defined |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    read = {n.id for n in nodes if isinstance(n, ast.Name)} - defined - {"torch"}
    assert {name for name in read if not hasattr(builtins, name)} == set()
    spoken = {ast.unparse(n) for n in nodes if isinstance(n, ast.Attribute)}
    assert _unknown({s for s in spoken if re.fullmatch(r"torch(\.\w+)+", s)}) == set()
    own = {n.attr for n in nodes if isinstance(n, ast.Attribute) and not ast.unparse(n).startswith("torch.")}
    assert own - {"append"} <= KNOWN["tensor"]


def _unknown(dotted: set[str]) -> set[str]:
    parts = (name.rpartition(".") for name in dotted)
    return {f"{where}.{name}" for where, _, name in parts if name not in KNOWN.get(where, ())}
