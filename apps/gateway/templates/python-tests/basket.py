class Basket:
    """What somebody is about to buy. Prices are in cents."""

    DISCOUNT_FROM = 1000

    def __init__(self):
        self.items = []

    def add(self, name, price, count=1):
        if price < 0 or count < 1:
            raise ValueError(f"{name}: a price is not negative, a count at least one")
        self.items.append((name, price, count))

    def total(self):
        total = sum(price * count for _, price, count in self.items)
        return total * 90 // 100 if total >= self.DISCOUNT_FROM else total
