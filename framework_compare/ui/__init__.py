"""What is on screen: the only part that imports streamlit."""
