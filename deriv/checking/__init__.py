"""How a line is checked: sampling, numerical meaning, exact meaning, verdicts. No rule of calculus lives here."""
