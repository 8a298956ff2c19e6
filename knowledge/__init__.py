"""What the policy says: clauses, bureaus, related policies, and the search over them."""
