package io.github.montecat.features;

/** What is done to counts before they are standardised. */
public enum InputTransform {

    /** Nothing, as in Tutone et al. 2025. */
    COUNTS {
        @Override
        public double apply(double counts) {
            return counts;
        }
    },

    /** Twice the square root of counts + 3/8, whose variance is near 1 for Poisson counts (Anscombe 1948). */
    ANSCOMBE {
        @Override
        public double apply(double counts) {
            return 2 * Math.sqrt(counts + 0.375);
        }
    },

    /**
     * The logarithm of counts + 1/2: a brighter source shifts all bins alike, whatever its spectrum. Half a count makes it nearly
     * unbiased for the logarithm of the expected counts (Cox 1955, for Poisson counts).
     */
    LOG {
        @Override
        public double apply(double counts) {
            return Math.log(counts + 0.5);
        }
    };

    /**
     * @param counts counts of a bin, not negative
     * @return the transformed number
     */
    public abstract double apply(double counts);
}
