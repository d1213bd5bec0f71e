package io.github.montecat.bundle;

import java.util.function.Supplier;

/**
 * A value that is made when it is first asked for, once. If that fails, whoever asks is told, and the next one tries again.
 * Safe for use by several threads, of which the others wait for the one that makes it.
 *
 * @param <T> the value's type
 */
final class Deferred<T> {

    private Supplier<T> maker;
    private volatile T value;

    /** @param maker makes the value, never null; let go afterwards with all that it holds */
    Deferred(Supplier<T> maker) {
        this.maker = maker;
    }

    /** @return the value */
    T get() {
        T made = value;
        return made == null ? make() : made;
    }

    private synchronized T make() {
        if (value == null) {
            value = maker.get();
            maker = null;
        }
        return value;
    }
}
