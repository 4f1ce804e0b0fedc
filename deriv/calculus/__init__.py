"""How a derivation is made: rules, matching, the methods, and the Derivation that they return."""
