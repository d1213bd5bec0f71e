package io.github.montecat.plugin;

import java.io.File;
import java.util.List;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.util.DataSource;
import uk.ac.starlink.util.URLUtils;

/**
 * The names of files that a spectrum names, made absolute where the files lie beside it: the table is sent to others
 * without its place. Stateless.
 */
final class CompanionNames {

    private static final List<String> KEYWORDS = List.of("BACKFILE", "RESPFILE", "ANCRFILE");

    private CompanionNames() {
    }

    /**
     * @param spectrum a spectrum's table; parameters that name files beside it are replaced
     * @param source where the table came from
     */
    static void complete(StarTable spectrum, DataSource source) {
        if (source.getURL() == null || !"file".equals(source.getURL().getProtocol())) {
            return;
        }
        File folder = URLUtils.urlToFile(source.getURL().toString()).getAbsoluteFile().getParentFile();
        for (String keyword : KEYWORDS) {
            DescribedValue value = spectrum.getParameterByName(keyword);
            String name = OgipFile.keyword(spectrum, keyword).orElse("none");
            File file = new File(name);
            if (value != null && !file.isAbsolute() && !name.equalsIgnoreCase("none")) {
                File beside = new File(folder, name);
                File last = new File(folder, file.getName());
                if (beside.isFile() || last.isFile()) {
                    value.setValue((beside.isFile() ? beside : last).toString());
                }
            }
        }
    }
}
