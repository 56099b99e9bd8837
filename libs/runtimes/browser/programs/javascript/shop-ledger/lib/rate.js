module.exports = { rate: 2 };
