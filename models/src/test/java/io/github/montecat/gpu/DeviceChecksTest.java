package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.engine.GpuEngine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The checks of {@link DeviceChecks}: on the GPU of this machine, if it has one, and on the emulated one. */
class DeviceChecksTest {

    @Test
    void thisMachinesGpu() {
        GpuOpening opening = GpuPasses.open();
        if (opening instanceof GpuOpening.Unavailable none) {
            Assumptions.abort(none.reason());
        } else {
            CheckReport report = new CheckReport();
            DeviceChecks checks = new DeviceChecks(CudaDriver.libraryName(), report);
            try (GpuEngine engine = new GpuEngine(((GpuOpening.Opened) opening).passes())) {
                checks.masks(engine);
                checks.arithmetic(12);
                for (CheckedNetwork network : new DeviceTimings(report, DeviceTimings.Extent.FULL).networks()) {
                    checks.posteriors(engine, network, 200);
                    checks.determinism(engine, network, 40, 500);
                }
            }
            checks.leaks(100);
            assertTrue(report.passed(), () -> report.entries().toString());
        }
    }

    /** So that the checks themselves are known to work before they meet a device. */
    @Test
    void emulatedGpu() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        CheckReport report = new CheckReport();
        DeviceChecks checks = new DeviceChecks(EmulatedGpu.library(), report);
        RandomNetwork small = new RandomNetwork(6, 2, 24, 1, 3, 2, 0.1);
        CheckedNetwork network = new CheckedNetwork("small", Precision.HALF, small.sampler(), small.spectra(2), 2, 0);
        RandomNetwork density = new RandomNetwork(6, 2, 100, 33, 7, 30, 0.001);
        try (GpuEngine engine = EmulatedGpu.engine()) {
            checks.masks(engine);
            checks.posteriors(engine, network, 60);
            checks.posteriors(engine, new CheckedNetwork("density", Precision.SINGLE, density.sampler(),
                    density.spectra(2), 3, 3), 40);
            checks.determinism(engine, network, 5, 100);
        }
        checks.startUp();
        checks.arithmetic(2);
        checks.leaks(3);
        assertTrue(report.passed(), () -> report.entries().toString());
        assertEquals(0, controls.emulated_leftovers());
    }
}
