"""What single resource types do beyond their schema."""
