"""An assistant's way in: the archive by the Model Context Protocol, read-only."""
