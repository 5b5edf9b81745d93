"""A catalogue as large as is wanted, for measuring: real substances, all else invented."""
