raise SystemExit("nilai: 100")
