package io.github.montecat.plugin.link;

import java.io.IOException;
import java.util.BitSet;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;

/** Which of the rows that were sent have been fitted, and the agent's sentence about that. Immutable. */
public final class FitOutcome {

    private final String sentence;
    private final BitSet unfit = new BitSet();
    private final long rows;

    /**
     * @param results what came back, a row for each that was sent
     * @throws IOException if it cannot be read
     */
    public FitOutcome(StarTable results) throws IOException {
        DescribedValue value = results.getParameterByName(Protocol.OUTCOME);
        sentence = value == null || value.getValue() == null ? "" : value.getValue().toString();
        rows = results.getRowCount();
        for (int c = 0; c < results.getColumnCount(); c++) {
            if (results.getColumnInfo(c).getName().equals(Protocol.SAMPLES)) {
                for (int row = 0; row < rows; row++) {
                    Object samples = results.getCell(row, c);
                    unfit.set(row, !(samples instanceof Number) || ((Number) samples).longValue() == 0);
                }
            }
        }
    }

    /** @return how many rows were fitted and how many not, for what reasons */
    public String sentence() {
        return sentence;
    }

    /** @return whether a row was fitted */
    public boolean isAnyFitted() {
        return unfit.cardinality() < rows;
    }

    /**
     * @param sent numbers of the rows that were sent, in their order
     * @return the numbers of those that were not fitted
     */
    public BitSet unfit(long[] sent) {
        BitSet set = new BitSet();
        unfit.stream().forEach(i -> set.set(Math.toIntExact(sent[i])));
        return set;
    }
}
