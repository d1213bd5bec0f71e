package io.github.montecat.vector;

/**
 * Tells a loop when to change from plain Java to the Java Vector API. Until HotSpot has compiled a vector loop with its
 * last compiler, that loop makes an object for each vector and is a hundred times slower than a plain one; a command on
 * a single spectrum spends most of its time so. A loop therefore starts in plain Java and changes after some work.
 * Both must give the same bits, since threads change at different times. Safe for use by several threads.
 */
public final class VectorUse {

    /**
     * Whether this virtual machine has the vector module, and the property {@code montecat.scalar} does not forbid it.
     */
    public static final boolean AVAILABLE = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            && !Boolean.getBoolean("montecat.scalar");

    /** Not guarded: a count that a thread misses only delays the change. */
    private long left;

    /**
     * @param plainWork how much work is done in plain Java before, in whatever {@link #pays} counts
     */
    public VectorUse(long plainWork) {
        left = plainWork;
    }

    /**
     * Counts a piece of work.
     *
     * @param work its amount
     * @return whether it should be done in vectors
     */
    public boolean pays(long work) {
        if (left <= 0) {
            return true;
        }
        left -= work;
        return false;
    }
}
