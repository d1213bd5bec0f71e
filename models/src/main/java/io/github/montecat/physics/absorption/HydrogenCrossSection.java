package io.github.montecat.physics.absorption;

/** Atomic hydrogen, after Band, Trzhaskovskaya, Verner and Yakovlev 1990, A&amp;A 237, 267. */
final class HydrogenCrossSection implements CrossSection {

    private static final double THRESHOLD = 13.599;

    @Override
    public double at(double energy) {
        if (energy < THRESHOLD) {
            return 0;
        }
        double y = 2 * energy / THRESHOLD;
        double root = Math.sqrt(y);
        double sum = 1 + root;
        return 605 / (y * root * sum * sum * sum * sum);
    }
}
