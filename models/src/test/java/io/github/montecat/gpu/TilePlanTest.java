package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TilePlanTest {

    private static final int HOPPER_SHARED = 227 * 1024;
    private static final int ADA_SHARED = 99 * 1024;
    private static final long PLENTY = 1L << 32;

    private static TilePlan plan(LayerKernel kernel, int units, int steps, int passes, long spectra, int atOnce, int shared) {
        return TilePlan.of(kernel, units, steps, passes, spectra, atOnce, shared, 10_000, PLENTY);
    }

    @Test
    void catalogueTakesLargeTilesAndOneSpectrumFillsTheDevice() {
        TilePlan catalogue = plan(LayerKernel.RESIDENT_112, 100, 140, 1000, 10_000, 132, HOPPER_SHARED);
        assertEquals(new TilePlan(4, 16, 132 * 8), catalogue);
        // 63 tiles of 16 passes at once take less time than 16 tiles of 64.
        assertEquals(new TilePlan(1, 63, 63), plan(LayerKernel.RESIDENT_112, 100, 140, 1000, 1, 132, HOPPER_SHARED));
    }

    @Test
    void tilesFitSharedMemory() {
        TilePlan ada = plan(LayerKernel.STREAMING, 200, 7, 1000, 100, 76, ADA_SHARED);
        assertTrue(LayerKernel.STREAMING.sharedBytes(200, ada.groups()) <= ADA_SHARED);
        assertEquals(4, plan(LayerKernel.STREAMING, 200, 7, 1000, 100, 76, HOPPER_SHARED).groups());
        assertEquals(2, ada.groups());
    }

    /** A desktop ends a kernel after two seconds: 1e11 operations per second and place are a tenth of a small device's. */
    @Test
    void launchesOfHeavyNetworksAreShort() {
        int atOnce = 20;
        TilePlan heavy = plan(LayerKernel.STREAMING, 512, 140, 1000, 10_000, atOnce, HOPPER_SHARED);
        double perTile = 16.0 * heavy.groups() * 140 * 12 * 512 * 512;
        assertTrue(perTile * heavy.tilesPerLaunch() / atOnce < 5e10, heavy.toString());
        assertEquals(0, heavy.tilesPerLaunch() % atOnce, "places stay idle");
        // However heavy, a launch fills the device once.
        assertEquals(atOnce, plan(LayerKernel.STREAMING, 512, 5000, 1000, 10_000, atOnce, HOPPER_SHARED).tilesPerLaunch());
    }
}
