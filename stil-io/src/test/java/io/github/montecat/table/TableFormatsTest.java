package io.github.montecat.table;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFormatsTest {

    @TempDir
    private Path folder;

    private static String refusal(Path file, Optional<String> format) {
        return assertThrows(TableReadException.class, () -> TableInput.open(file.toString(), format)).getMessage();
    }

    @Test
    void saysWhyParquetIsNotRead() throws IOException {
        Path file = Files.writeString(folder.resolve("survey.parquet"), "PAR1 and more of it PAR1");
        for (Optional<String> format : List.of(Optional.<String>empty(), Optional.of("parquet"))) {
            String message = refusal(file, format);
            assertTrue(message.contains("parquet needs libraries")
                    && message.contains("save the table as FITS"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.String", "io.github.montecat.table.TableInput", "ecsv(header=file:/tmp/x)", ""})
    void takesNoClassesAndOtherFilesForFormats(String format) throws IOException {
        String message = refusal(Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n"), Optional.of(format));
        assertTrue(message.contains("unknown table format '" + format + "'; known: "), message);
        assertFalse(message.toLowerCase().contains("parquet"), message);
    }

    /** A label of planetary data names the file that holds the data, wherever that is. */
    @Test
    void followsNoFileNamesInLabels() throws IOException {
        Path label = Files.writeString(folder.resolve("label.xml"), "<?xml version='1.0'?>\n<Product_Observational "
                + "xmlns='http://pds.nasa.gov/pds4/pds/v1'><File_Area_Observational><File><file_name>secret</file_name>"
                + "</File></File_Area_Observational></Product_Observational>");
        refusal(label, Optional.empty());
        assertTrue(refusal(label, Optional.of("pds4")).contains("pds4 keeps its data in other files"));
    }

    @Test
    void offersNoParquetForWriting() {
        List<String> formats = TableFormats.writing().getKnownFormats();
        assertTrue(formats.containsAll(List.of("fits", "votable", "CSV")) && !formats.contains("parquet"),
                formats.toString());
    }
}
