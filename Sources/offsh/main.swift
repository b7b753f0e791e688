print("offsh")
