package io.github.montecat.plugin.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentLauncherTest {

    private static final String DOWNLOADS = "montecat.downloads";

    @AfterEach
    void clear() {
        System.clearProperty(DOWNLOADS);
    }

    @Test
    void downloadsAreAllowedOnlyByTheProperty() {
        assertFalse(AgentLauncher.words().contains("--allow-downloads"));
        System.setProperty(DOWNLOADS, "true");
        assertEquals("agent", AgentLauncher.words().get(0));
        assertEquals("--allow-downloads", AgentLauncher.words().get(3));
    }
}
