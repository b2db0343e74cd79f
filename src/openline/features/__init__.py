"""The product: one slice per noun. Calls go down, facts come up."""
