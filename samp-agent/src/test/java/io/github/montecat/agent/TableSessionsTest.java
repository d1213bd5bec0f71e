package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.JobListener;
import io.github.montecat.job.JobState;
import io.github.montecat.job.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableSessionsTest {

    private final TableSessions sessions = new TableSessions(2);
    private final List<String> closed = new ArrayList<>();

    private TableSession session(String id) {
        return new TableSession(id, Optional.of("source of " + id), "", id, null, FitSettings.DEFAULT, null,
                () -> closed.add(id));
    }

    @Test
    void whatIsInUseStaysOpenHoweverMuchComes() {
        TableSessions.Use first = sessions.add(session("a"));
        TableSessions.Use found = sessions.find("", "").or(() -> sessions.find("source of a", "")).orElseThrow();
        JobListener listener = found.endingWith(JobListener.NONE);
        first.end();
        first.end();
        for (String id : List.of("b", "c", "d", "e")) {
            sessions.add(session(id)).end();
        }
        assertEquals(List.of("b", "c"), closed);
        listener.changed(new JobStatus("job-1", "a", JobState.RUNNING, 0, 1, ""));
        sessions.add(session("f")).end();
        assertEquals(List.of("b", "c", "d"), closed);
        listener.changed(new JobStatus("job-1", "a", JobState.DONE, 1, 1, ""));
        assertEquals(List.of("b", "c", "d", "a"), closed);
        assertTrue(sessions.find("a", "").isEmpty());
    }

    @Test
    void whatWasOfNoUseIsClosedAtOnce() {
        sessions.add(session("a")).discard();
        assertEquals(List.of("a"), closed);
        sessions.add(session("b"));
        sessions.close();
        assertEquals(List.of("a", "b"), closed);
    }
}
