"""deriv: checked ε-derivations for matrix calculus."""
