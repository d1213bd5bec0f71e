package io.github.montecat.cli.console;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.job.JobState;
import io.github.montecat.job.JobStatus;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JobDisplayTest {

    @Test
    void jobsOfOneNameAreToldApart() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        JobDisplay display = new JobDisplay(new Console(new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8), false, false));
        for (String id : new String[] {"job-1", "job-2"}) {
            display.changed(new JobStatus(id, "survey", JobState.RUNNING, 2, 2, ""));
        }
        String shown = err.toString(StandardCharsets.UTF_8);
        assertTrue(shown.contains("survey (job-1)  100 %") && shown.contains("survey (job-2)  100 %"), shown);
    }
}
