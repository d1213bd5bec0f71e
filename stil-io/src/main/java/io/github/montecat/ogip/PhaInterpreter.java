package io.github.montecat.ogip;

import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Makes a spectrum of the columns and keywords of the PHA format.
 *
 * <ul>
 * <li>Rates become counts: times the exposure; so do their errors.</li>
 * <li>A column goes before the keyword of the same name (AREASCAL, BACKSCAL, QUALITY, GROUPING, STAT_ERR,
 * SYS_ERR).</li>
 * <li>Channels are numbered from TLMIN of CHANNEL; where that is missing, from CHANNEL's lowest value if the file holds
 * all DETCHANS channels or one numbered 0, and else from 1, the standard's default. Channels that a file leaves out
 * have no counts.</li>
 * <li>Errors are kept only where POISSERR is not true.</li>
 * <li>An exposure per channel becomes the longest one, with AREASCAL scaled down in the other channels, which leaves
 * the expected counts the same.</li>
 * </ul>
 *
 * <p>Source: OGIP/92-007 sections 2 and 3, OGIP/92-007a.
 */
public final class PhaInterpreter {

    private final PhaRecord record;
    private int[] place;
    private int channelCount;
    private int firstChannel;

    private PhaInterpreter(PhaRecord record) {
        this.record = record;
    }

    /**
     * @param name a name for messages
     * @param record columns and keywords
     * @return the spectrum, without a background; exposure NaN if none is stated
     * @throws IOException if the columns cannot be read or break the standard
     */
    public static Spectrum interpret(String name, PhaRecord record) throws IOException {
        return new PhaInterpreter(record).spectrum(name);
    }

    private Spectrum spectrum(String name) throws IOException {
        boolean rates = !record.has(OgipColumn.COUNTS);
        if (rates && !record.has(OgipColumn.RATE)) {
            throw new OgipFormatException(record.where() + " has neither a column COUNTS nor a column RATE");
        }
        double[] data = record.values(rates ? OgipColumn.RATE : OgipColumn.COUNTS);
        number(data.length);
        double[] counts = spread(data, 0);
        double[] exposures = perChannel(OgipColumn.EXPOSURE, OgipKeyword.EXPOSURE, Double.NaN);
        double exposure = Arrays.stream(exposures).max().orElse(Double.NaN);
        double[] area = perChannel(OgipColumn.AREASCAL, OgipKeyword.AREASCAL, 1);
        if (exposure > 0) {
            Arrays.setAll(area, i -> exposures[i] == exposure ? area[i] : area[i] * exposures[i] / exposure);
        }
        double[] error = statError();
        if (rates) {
            if (!(exposure > 0)) {
                throw new OgipFormatException(record.where() + " gives rates and the exposure " + exposure
                        + "; counts need an EXPOSURE above 0 s");
            }
            Arrays.setAll(counts, i -> counts[i] * exposures[i]);
            if (error != null) {
                Arrays.setAll(error, i -> error[i] * exposures[i]);
            }
        }
        return Spectrum.builder(counts).name(name).firstChannel(firstChannel).exposure(exposure)
                .areaScale(unlessAll(1, area))
                .backScale(unlessAll(1, perChannel(OgipColumn.BACKSCAL, OgipKeyword.BACKSCAL, 1)))
                .statError(error)
                .sysError(unlessAll(0, perChannel(OgipColumn.SYS_ERR, OgipKeyword.SYS_ERR, 0)))
                .quality(integers(quality()))
                .grouping(record.has(OgipColumn.GROUPING)
                        ? integers(spread(record.values(OgipColumn.GROUPING), 0)) : null)
                .mission(record.text(OgipKeyword.TELESCOP), record.text(OgipKeyword.INSTRUME))
                .responseFiles(record.text(OgipKeyword.RESPFILE), record.text(OgipKeyword.ANCRFILE))
                .backgroundFile(record.text(OgipKeyword.BACKFILE))
                .build();
    }

    /** Finds the place of every row of the file among the detector's channels. */
    private void number(int rows) throws IOException {
        int detector = (int) inRange("DETCHANS", record.number(OgipKeyword.DETCHANS).orElse(0));
        inRange("a number of channels", rows);
        if (!record.has(OgipColumn.CHANNEL)) {
            firstChannel = 1;
            channelCount = rows;
            place = null;
            return;
        }
        double[] channels = record.values(OgipColumn.CHANNEL);
        if (channels.length != rows) {
            throw new OgipFormatException(record.where() + " has " + rows + " values and " + channels.length
                    + " channel numbers");
        }
        OptionalInt stated = record.lowestLegal(OgipColumn.CHANNEL);
        inRange("a first channel (TLMIN)", stated.orElse(0));
        if (rows == 0) {
            firstChannel = stated.orElse(1);
            place = new int[0];
            return;
        }
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (double c : channels) {
            if (!(Math.abs(c - Math.rint(c)) < 1e-3) || !(Math.rint(c) >= 0 && c <= Spectrum.MOST_CHANNELS)) {
                throw new OgipFormatException(record.where() + " has the channel number " + c
                        + ", expected a whole number from 0 to " + Spectrum.MOST_CHANNELS);
            }
            lowest = Math.min(lowest, (int) Math.rint(c));
            highest = Math.max(highest, (int) Math.rint(c));
        }
        firstChannel = stated.orElse(lowest == 0 || rows >= detector ? lowest : 1);
        if (lowest < firstChannel) {
            throw new OgipFormatException(record.where() + " has channel " + lowest
                    + ", below its first channel (TLMIN) " + firstChannel);
        }
        channelCount = Math.max(detector, highest - firstChannel + 1);
        place = new int[rows];
        boolean[] taken = new boolean[channelCount];
        for (int i = 0; i < rows; i++) {
            place[i] = (int) Math.rint(channels[i]) - firstChannel;
            if (taken[place[i]]) {
                throw new OgipFormatException(record.where() + " has channel " + (place[i] + firstChannel) + " twice");
            }
            taken[place[i]] = true;
        }
    }

    private double inRange(String what, double value) throws OgipFormatException {
        if (!(value >= 0 && value <= Spectrum.MOST_CHANNELS)) {
            throw new OgipFormatException(record.where() + " has " + what + " of " + value + ", expected one from 0 to "
                    + Spectrum.MOST_CHANNELS);
        }
        return value;
    }

    private double[] spread(double[] values, double missing) throws OgipFormatException {
        double[] all = new double[channelCount];
        if (values.length == 1 && channelCount != 1) {
            Arrays.fill(all, values[0]);
            return all;
        }
        int rows = place == null ? channelCount : place.length;
        if (values.length != rows) {
            throw new OgipFormatException(record.where() + " has columns of " + rows + " and " + values.length
                    + " channels");
        }
        Arrays.fill(all, missing);
        for (int i = 0; i < rows; i++) {
            all[place == null ? i : place[i]] = values[i];
        }
        return all;
    }

    private double[] perChannel(OgipColumn column, OgipKeyword keyword, double otherwise) throws IOException {
        if (record.has(column)) {
            return spread(record.values(column), otherwise);
        }
        double[] all = new double[channelCount];
        Arrays.fill(all, record.number(keyword).orElse(otherwise));
        return all;
    }

    /** Channels that the file leaves out are bad: nothing was measured there, which is not to have measured 0. */
    private double[] quality() throws IOException {
        double[] all = perChannel(OgipColumn.QUALITY, OgipKeyword.QUALITY, 0);
        if (place != null) {
            boolean[] there = new boolean[channelCount];
            for (int channel : place) {
                there[channel] = true;
            }
            Arrays.setAll(all, c -> there[c] ? all[c] : 1);
        }
        return all;
    }

    private double[] statError() throws IOException {
        if (record.flag(OgipKeyword.POISSERR).orElse(false)) {
            return null;
        }
        if (record.has(OgipColumn.STAT_ERR)) {
            return spread(record.values(OgipColumn.STAT_ERR), 0);
        }
        OptionalDouble scalar = record.number(OgipKeyword.STAT_ERR);
        return scalar.orElse(0) > 0 ? spread(new double[] {scalar.getAsDouble()}, 0) : null;
    }

    private static double[] unlessAll(double value, double[] all) {
        return Arrays.stream(all).allMatch(v -> v == value) ? null : all;
    }

    private static int[] integers(double[] values) {
        int[] whole = Arrays.stream(values).mapToInt(v -> (int) v).toArray();
        return Arrays.stream(whole).allMatch(v -> v == 0) ? null : whole;
    }
}
