package io.github.montecat.job;

import java.util.Objects;

/**
 * A job as seen from outside at one moment.
 *
 * @param id unique in its queue, such as {@code job-3}
 * @param name what it works on, for people
 * @param state where it is
 * @param done units done, 0 before it starts
 * @param total units in all, -1 if unknown
 * @param message why it failed; empty otherwise
 */
public record JobStatus(String id, String name, JobState state, long done, long total, String message) {

    /** Checks that nothing is null. */
    public JobStatus {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(state);
        Objects.requireNonNull(message);
    }
}
