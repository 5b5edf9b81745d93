"""Staff's desk of orders: what they see of one, what calls for them, and what they may do."""
