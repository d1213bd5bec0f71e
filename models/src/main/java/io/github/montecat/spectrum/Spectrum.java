package io.github.montecat.spectrum;

import io.github.montecat.error.RefusedValueException;
import java.util.Objects;
import java.util.Optional;

/**
 * A PHA or PI spectrum: counts per detector channel and what is needed to interpret them.
 *
 * <p>Channel {@code i} of every array is the detector's channel number {@code firstChannel() + i}. A spectrum is what
 * was measured, good or bad: counts may be negative or NaN and the exposure may be unknown (NaN). Whether a spectrum
 * can be fitted is decided by the bundle that is to fit it. Immutable and safe for use by several threads; arrays are
 * copied in and out.
 *
 * <p>Source: OGIP Memo 92-007, sections 2 and 3 (EXPOSURE, AREASCAL, BACKSCAL, SYS_ERR, QUALITY,
 * GROUPING).
 */
public final class Spectrum {

    /** No detector has more channels; the most known has 60,000. A larger number is no channel. */
    public static final int MOST_CHANNELS = 1 << 18;

    private final String name;
    private final double[] counts;
    private final int firstChannel;
    private final double exposure;
    private final double[] areaScale;
    private final double[] backScale;
    private final double[] statError;
    private final double[] sysError;
    private final int[] quality;
    private final int[] grouping;
    private final Spectrum background;
    private final String telescope;
    private final String instrument;
    private final String responseFile;
    private final String ancillaryFile;
    private final String backgroundFile;

    private Spectrum(Builder b) {
        name = b.name;
        counts = b.counts;
        firstChannel = b.firstChannel;
        exposure = b.exposure;
        areaScale = b.areaScale;
        backScale = b.backScale;
        statError = b.statError;
        sysError = b.sysError;
        quality = b.quality;
        grouping = b.grouping;
        background = b.background;
        telescope = b.telescope;
        instrument = b.instrument;
        responseFile = b.responseFile;
        ancillaryFile = b.ancillaryFile;
        backgroundFile = b.backgroundFile;
    }

    /**
     * The simplest spectrum: counts from channel 0 and an exposure.
     *
     * @param counts counts per channel; copied
     * @param exposure exposure in s, NaN if unknown
     * @return the spectrum
     */
    public static Spectrum of(double[] counts, double exposure) {
        return builder(counts).exposure(exposure).build();
    }

    /**
     * Starts a spectrum.
     *
     * @param counts counts per channel (rate times exposure where a file gives rates); copied
     * @return a builder with first channel 0, unknown exposure, scalings 1 and nothing else
     */
    public static Builder builder(double[] counts) {
        return new Builder(counts);
    }

    /** @return a builder that starts with all that this spectrum holds */
    public Builder toBuilder() {
        Builder b = new Builder(counts);
        b.name = name;
        b.firstChannel = firstChannel;
        b.exposure = exposure;
        b.areaScale = areaScale;
        b.backScale = backScale;
        b.statError = statError;
        b.sysError = sysError;
        b.quality = quality;
        b.grouping = grouping;
        b.background = background;
        b.telescope = telescope;
        b.instrument = instrument;
        b.responseFile = responseFile;
        b.ancillaryFile = ancillaryFile;
        b.backgroundFile = backgroundFile;
        return b;
    }

    /** @return a name for messages, such as the file's; empty if none */
    public String name() {
        return name;
    }

    /** @return the number of channels, 0 for an empty spectrum */
    public int channelCount() {
        return counts.length;
    }

    /** @return a copy of the counts per channel */
    public double[] counts() {
        return counts.clone();
    }

    /**
     * @param i channel index from 0
     * @return its counts
     */
    public double counts(int i) {
        return counts[i];
    }

    /** @return the detector's number of the first channel (TLMIN of CHANNEL), 0 or 1 for most instruments */
    public int firstChannel() {
        return firstChannel;
    }

    /** @return the exposure in s, NaN if unknown */
    public double exposure() {
        return exposure;
    }

    /** @return a copy of AREASCAL per channel; empty where it is 1 throughout */
    public Optional<double[]> areaScale() {
        return Optional.ofNullable(areaScale).map(double[]::clone);
    }

    /** @return a copy of BACKSCAL per channel; empty where it is 1 throughout */
    public Optional<double[]> backScale() {
        return Optional.ofNullable(backScale).map(double[]::clone);
    }

    /** @return a copy of the statistical error per channel in counts; empty for Poisson errors */
    public Optional<double[]> statError() {
        return Optional.ofNullable(statError).map(double[]::clone);
    }

    /** @return a copy of the systematic error per channel as a fraction of the counts; empty if there is none */
    public Optional<double[]> sysError() {
        return Optional.ofNullable(sysError).map(double[]::clone);
    }

    /** @return a copy of the OGIP quality per channel (0 is good); empty if all are good */
    public Optional<int[]> quality() {
        return Optional.ofNullable(quality).map(int[]::clone);
    }

    /** @return a copy of the OGIP grouping per channel (1 starts a group, -1 continues it); empty if not grouped */
    public Optional<int[]> grouping() {
        return Optional.ofNullable(grouping).map(int[]::clone);
    }

    /** @return the background spectrum, on the same channels; empty if none */
    public Optional<Spectrum> background() {
        return Optional.ofNullable(background);
    }

    /** @return the TELESCOP keyword; empty if unknown */
    public String telescope() {
        return telescope;
    }

    /** @return the INSTRUME keyword; empty if unknown */
    public String instrument() {
        return instrument;
    }

    /** @return the name of the RMF that goes with the spectrum (RESPFILE); empty if none is named */
    public String responseFile() {
        return responseFile;
    }

    /** @return the name of the ARF that goes with the spectrum (ANCRFILE); empty if none is named */
    public String ancillaryFile() {
        return ancillaryFile;
    }

    /** @return the name of the background that goes with the spectrum (BACKFILE); empty if none is named */
    public String backgroundFile() {
        return backgroundFile;
    }

    /** @return the sum of all counts, NaN if one of them is NaN */
    public double totalCounts() {
        double s = 0;
        for (double c : counts) {
            s += c;
        }
        return s;
    }

    @Override
    public String toString() {
        return (name.isEmpty() ? "spectrum" : name) + ": " + counts.length + " channels, " + totalCounts()
                + " counts, " + exposure + " s";
    }

    /** Collects the parts of a {@link Spectrum}. Not safe for use by several threads. */
    public static final class Builder {

        private final double[] counts;
        private String name = "";
        private int firstChannel;
        private double exposure = Double.NaN;
        private double[] areaScale;
        private double[] backScale;
        private double[] statError;
        private double[] sysError;
        private int[] quality;
        private int[] grouping;
        private Spectrum background;
        private String telescope = "";
        private String instrument = "";
        private String responseFile = "";
        private String ancillaryFile = "";
        private String backgroundFile = "";

        private Builder(double[] counts) {
            this.counts = counts.clone();
        }

        /**
         * @param value a name for messages, not null
         * @return this
         */
        public Builder name(String value) {
            name = Objects.requireNonNull(value, "name");
            return this;
        }

        /**
         * @param value the detector's number of the first channel
         * @return this
         */
        public Builder firstChannel(int value) {
            firstChannel = value;
            return this;
        }

        /**
         * @param value exposure in s, NaN if unknown
         * @return this
         */
        public Builder exposure(double value) {
            exposure = value;
            return this;
        }

        /**
         * @param value AREASCAL per channel, or null for 1
         * @return this
         */
        public Builder areaScale(double[] value) {
            areaScale = value == null ? null : perChannel("AREASCAL", value.length, value.clone());
            return this;
        }

        /**
         * @param value BACKSCAL per channel, or null for 1
         * @return this
         */
        public Builder backScale(double[] value) {
            backScale = value == null ? null : perChannel("BACKSCAL", value.length, value.clone());
            return this;
        }

        /**
         * @param value error per channel in counts, or null for Poisson errors
         * @return this
         */
        public Builder statError(double[] value) {
            statError = value == null ? null : perChannel("STAT_ERR", value.length, value.clone());
            return this;
        }

        /**
         * @param value systematic error per channel as a fraction of the counts, or null for none
         * @return this
         */
        public Builder sysError(double[] value) {
            sysError = value == null ? null : perChannel("SYS_ERR", value.length, value.clone());
            return this;
        }

        /**
         * @param value OGIP quality per channel, or null if all are good
         * @return this
         */
        public Builder quality(int[] value) {
            quality = value == null ? null : perChannel("QUALITY", value.length, value.clone());
            return this;
        }

        /**
         * @param value OGIP grouping per channel, or null if there is none
         * @return this
         */
        public Builder grouping(int[] value) {
            grouping = value == null ? null : perChannel("GROUPING", value.length, value.clone());
            return this;
        }

        /**
         * @param value background on the same channels, or null
         * @return this
         */
        public Builder background(Spectrum value) {
            if (value != null) {
                perChannel("background", value.channelCount(), value);
            }
            background = value;
            return this;
        }

        /**
         * @param telescopeName TELESCOP, not null
         * @param instrumentName INSTRUME, not null
         * @return this
         */
        public Builder mission(String telescopeName, String instrumentName) {
            telescope = Objects.requireNonNull(telescopeName, "telescope");
            instrument = Objects.requireNonNull(instrumentName, "instrument");
            return this;
        }

        /**
         * @param rmf RESPFILE, empty if none
         * @param arf ANCRFILE, empty if none
         * @return this
         */
        public Builder responseFiles(String rmf, String arf) {
            responseFile = Objects.requireNonNull(rmf, "rmf");
            ancillaryFile = Objects.requireNonNull(arf, "arf");
            return this;
        }

        /**
         * @param value BACKFILE, empty if none
         * @return this
         */
        public Builder backgroundFile(String value) {
            backgroundFile = Objects.requireNonNull(value, "backgroundFile");
            return this;
        }

        /** @return the spectrum */
        public Spectrum build() {
            return new Spectrum(this);
        }

        private <T> T perChannel(String what, int length, T value) {
            if (length != counts.length) {
                throw new RefusedValueException(what + " has " + length + " channels, the spectrum has "
                        + counts.length);
            }
            return value;
        }
    }
}
