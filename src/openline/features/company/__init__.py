"""The company's structure: departments in a tree, their heads, and who works in them."""
