package io.github.montecat.cli;

import io.github.montecat.cli.option.UsageException;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of options that are almost right are refused with a sentence. */
class HostileOptionTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"reference, \"PhoIndex=:\", not a number", "reference, \",\", expected NAME=VALUE",
        "reference, \"PhoIndex=1:2:3:4\", at most a value and two limits",
        "grid, \"0.1,10,2000000000,lin\", 1 to 1000000 bins"})
    void saysWhatIsWrong(String option, String value, String part) {
        String message = assertThrows(UsageException.class, () -> OptionReaders.read(option + "\n" + value, folder))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
