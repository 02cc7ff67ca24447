"""What the rows of an org mean: its apps, its people, their rights, their tokens."""
