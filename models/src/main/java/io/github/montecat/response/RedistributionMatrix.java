package io.github.montecat.response;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.EnergyGrid;

/**
 * A redistribution matrix (RMF): the probability that a photon of an energy bin is detected in a channel. Stored by
 * rows of energy, each with its non-zero elements. Immutable and safe for use by several threads; the arrays are taken
 * over, not copied, and must not be changed afterwards.
 *
 * <p>Source: CAL/GEN/92-002a, section 3.
 */
public final class RedistributionMatrix {

    /** Sums of probabilities that real matrices have reach 1.2; the smallest areas are several cm2. */
    private static final double LARGEST_PROBABILITY = 2;

    private final EnergyGrid energies;
    private final EnergyGrid channels;
    private final int firstChannel;
    private final int[] rowStart;
    private final int[] channel;
    private final double[] value;
    private final String telescope;
    private final String instrument;

    /**
     * Takes a matrix in compressed row form: the elements of energy bin {@code e} are those at
     * {@code rowStart[e] <= k < rowStart[e + 1]}, in channel index {@code channel[k]} (from 0).
     *
     * @param energies photon energy bins
     * @param channels nominal energy bounds of the channels (EBOUNDS)
     * @param firstChannel the detector's number of the first channel
     * @param rowStart one more than there are energy bins
     * @param channel channel indices from 0
     * @param value matrix elements
     * @throws IllegalArgumentException if the arrays do not fit each other or an index lies outside the channels
     */
    public RedistributionMatrix(EnergyGrid energies, EnergyGrid channels, int firstChannel, int[] rowStart,
            int[] channel, double[] value) {
        this(energies, channels, firstChannel, rowStart, channel, value, "", "");
    }

    private RedistributionMatrix(EnergyGrid energies, EnergyGrid channels, int firstChannel, int[] rowStart,
            int[] channel, double[] value, String telescope, String instrument) {
        if (rowStart.length != energies.size() + 1 || rowStart[0] != 0 || channel.length != value.length
                || rowStart[energies.size()] != value.length) {
            throw new RefusedValueException("matrix of " + energies.size() + " energies has " + rowStart.length
                    + " row starts, " + channel.length + " channel indices and " + value.length + " elements");
        }
        for (int c : channel) {
            if (c < 0 || c >= channels.size()) {
                throw new RefusedValueException("matrix element in channel index " + c + ", there are "
                        + channels.size() + " channels");
            }
        }
        this.energies = energies;
        this.channels = channels;
        this.firstChannel = firstChannel;
        this.rowStart = rowStart;
        this.channel = channel;
        this.value = value;
        this.telescope = telescope;
        this.instrument = instrument;
    }

    /**
     * @param ofTelescope mission it is for (TELESCOP), empty if unknown
     * @param ofInstrument instrument it is for (INSTRUME), empty if unknown
     * @return the same matrix, said to be of these
     */
    public RedistributionMatrix of(String ofTelescope, String ofInstrument) {
        return new RedistributionMatrix(energies, channels, firstChannel, rowStart, channel, value, ofTelescope,
                ofInstrument);
    }

    /** @return mission it is for (TELESCOP), empty if unknown */
    public String telescope() {
        return telescope;
    }

    /** @return instrument it is for (INSTRUME), empty if unknown */
    public String instrument() {
        return instrument;
    }

    /** @return photon energy bins */
    public EnergyGrid energies() {
        return energies;
    }

    /** @return nominal energy bounds of the channels */
    public EnergyGrid channels() {
        return channels;
    }

    /** @return the detector's number of the first channel */
    public int firstChannel() {
        return firstChannel;
    }

    /**
     * Whether the elements are areas in cm2 rather than probabilities, whose sum over the channels is about 1 at most.
     * The
     * elements tell: headers of many matrices do not.
     *
     * @return whether the elements of an energy have a sum above 2
     */
    public boolean holdsArea() {
        for (int e = 0; e < energies.size(); e++) {
            double sum = 0;
            for (int k = rowStart[e]; k < rowStart[e + 1]; k++) {
                sum += value[k];
            }
            if (sum > LARGEST_PROBABILITY) {
                return true;
            }
        }
        return false;
    }

    int rowStart(int energy) {
        return rowStart[energy];
    }

    int channel(int k) {
        return channel[k];
    }

    double value(int k) {
        return value[k];
    }

    int elementCount() {
        return value.length;
    }
}
