/**
 * Measurements of each hot part of the line alone: one JMH class a part, the firms that fill them, and the commands
 * that run them and say nanoseconds and bytes an operation. The bench verb calls the commands, JMH the classes, and
 * other rigs may fill their firms with what is here. It never measures two parts at once, and no office knows it.
 */
package throughline.partbench;
