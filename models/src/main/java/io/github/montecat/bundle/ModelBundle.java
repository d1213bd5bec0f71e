package io.github.montecat.bundle;

import io.github.montecat.prior.ModelPrior;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.ChannelGrouping;

/** placeholder; the network half fills it in. */
public abstract class ModelBundle {

    /** @return its name, such as {@code nicer-a-1s} */
    public abstract String name();

    /** @return its version, such as {@code 1.0} */
    public abstract String version();

    /** @return SHA-256 of the bundle file in hexadecimal */
    public abstract String sha256();

    /** @return the instrument it is for, such as {@code NICER XTI} */
    public abstract String instrument();

    /** @return model and prior */
    public abstract ModelPrior prior();

    /** @return the response to the bundle's bins */
    public abstract Response response();

    /** @return number of detector channels of the spectra it takes */
    public abstract int channelCount();

    /** @return how channels are summed into the network's bins */
    public abstract ChannelGrouping grouping();

    /** @return exposures it serves */
    public abstract ExposureRange exposures();
}
