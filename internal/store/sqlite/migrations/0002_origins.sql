-- Where the command of a change came from: the peer's address and what it runs on. Null for the clock.
ALTER TABLE changes ADD COLUMN ip TEXT;
ALTER TABLE changes ADD COLUMN platform TEXT;
