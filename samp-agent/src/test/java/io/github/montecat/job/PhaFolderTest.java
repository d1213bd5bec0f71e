package io.github.montecat.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.SmallEventList;
import io.github.montecat.event.EventFile;
import io.github.montecat.event.EventFilter;
import io.github.montecat.event.EventLocation;
import io.github.montecat.event.ExtractionSettings;
import io.github.montecat.event.RegionExtractor;
import io.github.montecat.event.RegionSpectra;
import io.github.montecat.progress.Progress;
import io.github.montecat.region.RegionParser;
import io.github.montecat.source.SourcePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhaFolderTest {

    @TempDir
    private Path folder;
    private Path out;
    private RegionSpectra spectra;

    @BeforeEach
    void extract() throws IOException {
        out = folder.resolve("out");
        Path file = SmallEventList.write(folder.resolve("evt.fits"));
        try (EventFile events = EventFile.open(EventLocation.parse(file.toString()), List.of(), Optional.empty(),
                SourcePolicy.AGENT)) {
            spectra = new RegionExtractor(events, EventFilter.parse("", events.columnNames()), new ExtractionSettings(
                    OptionalDouble.empty(), OptionalInt.of(SmallBundle.CHANNELS), "", ""))
                    .extract(RegionParser.parse("circle(30,40,10)\ncircle(70,60,9) # background", events.coordinates()),
                            Progress.NONE);
        }
    }

    private Set<String> names() throws IOException {
        try (var files = Files.list(out)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void filesOfOthersAreKept() throws IOException {
        Files.writeString(Files.createDirectories(out).resolve("evt-1-bkg.pha"), "mine");
        Files.createSymbolicLink(out.resolve("evt.2-1.pha"), folder.resolve("not there"));
        PhaFolder agents = PhaFolder.keeping(out);
        agents.write(spectra, "evt", "a/evt.fits");
        agents.write(spectra, "evt", "a/evt.fits");
        assertEquals("mine", Files.readString(out.resolve("evt-1-bkg.pha")));
        assertFalse(Files.exists(folder.resolve("not there")));
        assertEquals(Set.of("evt-1-bkg.pha", "evt.2-1.pha", "evt.3-1.pha", "evt.3-1-bkg.pha"), names());
    }

    @Test
    void ownFilesAreReplacedForTheSameEventsOnlyAndWhileNobodyChangesThem() throws IOException {
        PhaFolder agents = PhaFolder.keeping(out);
        agents.write(spectra, "evt", "a/evt.fits");
        agents.write(spectra, "evt", "a/evt.fits");
        assertEquals(Set.of("evt-1.pha", "evt-1-bkg.pha"), names());
        agents.write(spectra, "evt", "b/evt.fits");
        assertEquals(4, names().size());
        Files.writeString(out.resolve("evt-1.pha"), "changed by the user");
        agents.write(spectra, "evt", "a/evt.fits");
        assertEquals("changed by the user", Files.readString(out.resolve("evt-1.pha")));
        Files.delete(out.resolve("evt-1.pha"));
        agents.write(spectra, "evt", "a/evt.fits");
        assertTrue(names().contains("evt-1.pha"));
        // Another agent does not know what this one wrote.
        int before = names().size();
        PhaFolder.keeping(out).write(spectra, "evt", "a/evt.fits");
        assertEquals(before + 2, names().size());
    }

    @Test
    void aCommandReplacesWhatIsThere() throws IOException {
        Files.writeString(Files.createDirectories(out).resolve("evt-1.pha"), "old");
        PhaFolder.replacing(out).write(spectra, "evt", "evt.fits");
        assertEquals(Set.of("evt-1.pha", "evt-1-bkg.pha"), names());
    }

    @Test
    void foldersWithinAreNamedPlainly() throws IOException {
        PhaFolder.keeping(out).in("m82").write(spectra, "evt", "evt.fits");
        assertEquals(Set.of("m82"), names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "/x", "a/b", "a\\b", ".hidden", "-x", "a\0b", "a\nb"})
    void pathsAreNoNames(String name) {
        assertThrows(IllegalArgumentException.class, () -> PhaFolder.keeping(out).in(name));
    }
}
