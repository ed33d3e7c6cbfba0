"""The page: one HTML file that draws the network offline."""
