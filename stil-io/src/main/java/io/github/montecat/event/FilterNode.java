package io.github.montecat.event;

import io.github.montecat.region.Intervals;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** A piece of a parsed filter: a number or a condition, computed from the values of an event's columns. Immutable. */
sealed interface FilterNode {

    /** A number. */
    sealed interface Quantity extends FilterNode {

        /** @return its value for an event, NaN where a column is blank */
        double of(double[] event);
    }

    /** True or false. */
    sealed interface Condition extends FilterNode {

        /** @return whether it holds for an event */
        boolean of(double[] event);

        /**
         * @param column number of a column
         * @return values of that column for which the condition can hold, whatever the others are
         */
        default Intervals limits(int column) {
            return Intervals.ALL;
        }
    }

    /** A column's value. */
    record Column(int number) implements Quantity {
        @Override
        public double of(double[] event) {
            return event[number];
        }
    }

    /** A number as written. */
    record Constant(double value) implements Quantity {
        @Override
        public double of(double[] event) {
            return value;
        }
    }

    /** Two numbers combined. */
    record Arithmetic(Quantity left, DoubleBinaryOperator operator, Quantity right) implements Quantity {
        @Override
        public double of(double[] event) {
            return operator.applyAsDouble(left.of(event), right.of(event));
        }
    }

    /** A number inside one of several ranges whose ends belong to them. */
    record Within(Quantity quantity, List<double[]> ranges) implements Condition {
        @Override
        public boolean of(double[] event) {
            double value = quantity.of(event);
            for (double[] range : ranges) {
                if (value >= range[0] && value <= range[1]) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Intervals limits(int column) {
            if (!(quantity instanceof Column c) || c.number() != column) {
                return Intervals.ALL;
            }
            return Intervals.union(ranges);
        }
    }

    /** Two numbers compared. */
    record Comparison(Quantity left, String operator, Quantity right) implements Condition {
        @Override
        public boolean of(double[] event) {
            double a = left.of(event);
            double b = right.of(event);
            return switch (operator) {
                case "<" -> a < b;
                case "<=" -> a <= b;
                case ">" -> a > b;
                case ">=" -> a >= b;
                case "!=" -> a < b || a > b;
                default -> a == b;
            };
        }

        @Override
        public Intervals limits(int column) {
            boolean swapped = left instanceof Constant;
            Quantity variable = swapped ? right : left;
            Quantity limit = swapped ? left : right;
            if (!(variable instanceof Column c) || c.number() != column || !(limit instanceof Constant at)
                    || !(operator.startsWith("<") || operator.startsWith(">"))) {
                return Intervals.ALL;
            }
            return operator.startsWith("<") != swapped ? Intervals.of(Double.NEGATIVE_INFINITY, at.value())
                    : Intervals.of(at.value(), Double.POSITIVE_INFINITY);
        }
    }

    /** All hold. A list, not a tree, so that a long chain is no deep one. */
    record All(List<Condition> conditions) implements Condition {
        @Override
        public boolean of(double[] event) {
            for (Condition condition : conditions) {
                if (!condition.of(event)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Intervals limits(int column) {
            return conditions.stream().map(c -> c.limits(column)).reduce(Intervals.ALL, Intervals::and);
        }
    }

    /** One holds, or several. */
    record Any(List<Condition> conditions) implements Condition {
        @Override
        public boolean of(double[] event) {
            for (Condition condition : conditions) {
                if (condition.of(event)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Intervals limits(int column) {
            return conditions.stream().map(c -> c.limits(column)).reduce(Intervals.NONE, Intervals::or);
        }
    }

    /** Does not hold. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean of(double[] event) {
            return !condition.of(event);
        }
    }

    /** Always true. */
    record Always() implements Condition {
        @Override
        public boolean of(double[] event) {
            return true;
        }
    }
}
