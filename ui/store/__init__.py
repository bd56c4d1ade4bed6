"""What the web application keeps: feedback, shared answers and, where asked for, declined questions."""
