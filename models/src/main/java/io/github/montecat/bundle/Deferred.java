package io.github.montecat.bundle;

import java.util.function.Supplier;

/**
 * A value that is made when it is first asked for, once. If that fails, everybody who asks is told the same. Safe for use by
 * several threads, of which the others wait for the one that makes it.
 *
 * @param <T> the value's type
 */
final class Deferred<T> {

    private Supplier<T> maker;
    private volatile T value;
    private RuntimeException failure;

    /** @param maker makes the value, never null; let go afterwards with all that it holds */
    Deferred(Supplier<T> maker) {
        this.maker = maker;
    }

    /**
     * @return the value
     * @throws RuntimeException what its maker threw
     */
    T get() {
        T made = value;
        return made == null ? make() : made;
    }

    private synchronized T make() {
        if (failure != null) {
            throw failure;
        }
        if (value == null) {
            try {
                value = maker.get();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            } finally {
                // An error of the virtual machine, such as too little memory, may pass: then it is tried again.
                maker = value == null && failure == null ? maker : null;
            }
        }
        return value;
    }
}
