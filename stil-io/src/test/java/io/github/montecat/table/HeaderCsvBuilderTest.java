package io.github.montecat.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.starlink.table.StarTable;

class HeaderCsvBuilderTest {

    @TempDir
    private Path folder;

    private String[] names(String text, long rows, String format) throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), text);
        try (TableInput input = TableInput.open(file.toString(), Optional.of(format))) {
            StarTable table = input.table();
            assertEquals(rows, table.getRowCount(), text);
            return IntStream.range(0, table.getColumnCount()).mapToObj(c -> table.getColumnInfo(c).getName())
                    .toArray(String[]::new);
        }
    }

    private String[] names(String text, long rows) throws IOException {
        return names(text, rows, "csv");
    }

    @Test
    void aHeaderOverTextsNamesTheColumns() throws IOException {
        String[] expected = {"id", "spectrum"};
        assertArrayEquals(expected, names("id,spectrum\nsrc1,a.pha\nsrc2,b.pha\n", 2));
        assertArrayEquals(expected, names("id,spectrum\r\n\"src,1\",\"a.pha\"\r\n", 1));
        // The name alone tells, where files have no usual end.
        assertArrayEquals(expected, names("id,spectrum\nsrc1,a_grp\nsrc2,b_grp\n", 2));
        // The files alone tell, where the name does not.
        assertArrayEquals(new String[] {"Object name", "Obs_A"},
                names("Object name,Obs_A\nsrc1,/data/a.fits\nsrc2,\n", 2));
        assertArrayEquals(new String[] {"PHA file"}, names("PHA file\na.pha\nb.pha[1]\n", 2));
        assertArrayEquals(new String[] {"name", "url"}, names("name,url\nx,http://h/a.pha.gz\n", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"src1,a.pha\nsrc2,b.pha\n", "spectrum,a.pha\nspectrum,b.pha\n", "src1,a_grp\nsrc2,b_grp\n",
        "spec,spec\nx,y\n", "http://h/a.pha,x\nhttp://h/b.pha,y\n", "spectrum,\nx,y\n", "NGC 1,red\nNGC 2,blue\n",
        "/data/one,src\n/data/two,src2\n", "path,./a\nb,c\n"})
    void linesOfTextsWithoutAHeaderStayRows(String text) throws IOException {
        assertArrayEquals(new String[] {"col1", "col2"}, names(text, 2));
    }

    @Test
    void whatIsAFileBesideTheTableIsNoName() throws IOException {
        Files.writeString(folder.resolve("spectrum"), "");
        assertArrayEquals(new String[] {"col1", "col2"}, names("id,spectrum\nsrc1,other\n", 2));
    }

    @Test
    void numbersStillTellTheHeaderAndTheUserHasTheLastWord() throws IOException {
        assertArrayEquals(new String[] {"id", "exposure"}, names("id,exposure\nsrc1,10\n", 1));
        assertArrayEquals(new String[] {"col1", "col2"}, names("id,spectrum\nsrc1,a.pha\n", 2, "csv(header=false)"));
        assertArrayEquals(new String[] {"id", "spectrum"}, names("id|spectrum\nsrc1|a.pha\n", 1, "csv(delimiter=|)"));
        assertArrayEquals(new String[] {"NGC 1", "red"}, names("NGC 1,red\nNGC 2,blue\n", 1, "csv(header=true)"));
    }
}
