"""What shapes files may say, and what is made of them before an engine sees them."""
