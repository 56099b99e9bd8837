# Tests of basket.py. Make one fail, read what it says, make it pass again.
import unittest

from basket import Basket


class BasketTest(unittest.TestCase):
    def setUp(self):
        self.basket = Basket()

    def test_is_empty_at_first(self):
        self.assertEqual(self.basket.total(), 0)

    def test_adds_up_what_is_in_it(self):
        self.basket.add("apple", 40, count=3)
        self.basket.add("bread", 280)
        self.assertEqual(self.basket.total(), 400)

    def test_gives_ten_percent_from_1000_cents_on(self):
        self.basket.add("lamp", 1000)
        self.assertEqual(self.basket.total(), 900)

    def test_refuses_a_negative_price(self):
        with self.assertRaises(ValueError):
            self.basket.add("gift", -1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
