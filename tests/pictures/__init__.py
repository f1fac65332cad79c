"""Pictures of every state of the site: `python -m tests.pictures` takes them."""
