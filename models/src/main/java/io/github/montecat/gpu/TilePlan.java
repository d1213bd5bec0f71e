package io.github.montecat.gpu;

/**
 * How the passes of a run are cut: tiles of 16, 32 or 64 passes of one spectrum, and launches of some tiles. Changes the
 * speed, never a result.
 *
 * @param groups passes per tile / 16
 * @param tilesPerSpectrum tiles that cover the passes of a spectrum
 * @param tilesPerLaunch most tiles of one launch
 */
record TilePlan(int groups, int tilesPerSpectrum, int tilesPerLaunch) {

    /** Launches hold up to so many tiles per place on the device, so that the last ones, which idle some, matter little. */
    private static final int WAVES = 8;
    /**
     * Operations of a launch per place on the device, at most, if a launch holds more than one tile per place: half a second
     * if a place does 1e11 in a second, a tenth of what a small device does. Desktops end kernels after two seconds.
     */
    private static final double MOST_OPERATIONS = 5e10;
    /** What a step of a tile takes beside the work on its groups, in units of the work on one (an estimate). */
    private static final double STEP_OVERHEAD = 0.5;
    private static final int[] GROUPS = {4, 2, 1};

    /**
     * Chooses by an estimate of the time.
     *
     * @param kernel what will run
     * @param units units per layer
     * @param steps steps of the sequence
     * @param passes passes per spectrum
     * @param spectra number of spectra
     * @param atOnce tiles that the device works on at once
     * @param sharedBytes shared memory that a block may have
     * @param bytesPerPass device memory that a pass in flight takes
     * @param budget device memory for passes in flight
     * @return the plan
     */
    static TilePlan of(LayerKernel kernel, int units, int steps, int passes, long spectra, int atOnce, int sharedBytes,
            long bytesPerPass, long budget) {
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int groups : GROUPS) {
            if (kernel.sharedBytes(units, groups) <= sharedBytes) {
                double time = waves(spectra * tiles(passes, groups), atOnce) * (groups + STEP_OVERHEAD);
                if (time < least) {
                    least = time;
                    best = groups;
                }
            }
        }
        long affordable = Math.max(1, budget / (bytesPerPass * 16 * best));
        double operations = 16.0 * best * steps * 12 * units * units;
        long wanted = atOnce * (long) Math.max(1, Math.min(WAVES, MOST_OPERATIONS / operations));
        long perLaunch = affordable >= wanted ? wanted
                : affordable >= atOnce ? affordable / atOnce * atOnce : affordable;
        return new TilePlan(best, tiles(passes, best),
                (int) Math.min(perLaunch, spectra * tiles(passes, best)));
    }

    private static double waves(long tiles, int atOnce) {
        return Math.ceil((double) tiles / atOnce);
    }

    private static int tiles(int passes, int groups) {
        return (passes + 16 * groups - 1) / (16 * groups);
    }

    /** @return passes per tile */
    int passesPerTile() {
        return 16 * groups;
    }
}
