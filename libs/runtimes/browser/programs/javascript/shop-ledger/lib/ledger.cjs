const path = require('path');
const { rate } = require('./rate');
const settings = require('../settings.json');

exports.file = path.basename(__filename);
exports.rate = rate * settings.factor;
exports.total = (rows) => rows.reduce((sum, [, price]) => sum + Number(price), 0);
