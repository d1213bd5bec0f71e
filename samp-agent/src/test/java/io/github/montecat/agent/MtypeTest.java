package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.astrogrid.samp.Message;
import org.junit.jupiter.api.Test;

/** Holds the agent's page to the list of messages, in both directions. */
class MtypeTest {

    private static final Pattern CODE = Pattern.compile("<code>([^<]*)</code>");
    private static final Pattern ROW = Pattern.compile("<tr><td>(.*?)</td>\\s*<td>(.*?)</td>", Pattern.DOTALL);

    private static Set<String> words(String html) {
        return CODE.matcher(html).results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String section(String title) throws Exception {
        try (InputStream in = Mtype.class.getResourceAsStream("agent.html")) {
            String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int start = page.indexOf("<h2>" + title + "</h2>");
            assertTrue(start > 0, title);
            return page.substring(start, page.indexOf("</table>", start));
        }
    }

    private static Map<String, Set<String>> documented(String title) throws Exception {
        Map<String, Set<String>> map = new TreeMap<>();
        for (MatchResult row : ROW.matcher(section(title)).results().toList()) {
            words(row.group(1)).forEach(mtype -> map.put(mtype, words(row.group(2))));
        }
        return map;
    }

    private static Map<String, Set<String>> listed(boolean served) {
        return Arrays.stream(Mtype.values()).filter(m -> m.isServed() == served)
                .collect(Collectors.toMap(Mtype::word, m -> new TreeSet<>(m.parameters()), (a, b) -> a, TreeMap::new));
    }

    @Test
    void pageHasEveryMessageThatIsTakenWithItsParametersAndNoOther() throws Exception {
        assertEquals(listed(true), documented("Messages that it takes"));
    }

    @Test
    void pageHasEveryMessageThatIsSentWithItsParametersAndNoOther() throws Exception {
        Map<String, Set<String>> sent = listed(false);
        sent.put(Mtype.LOAD_FITS.word(), new TreeSet<>(Mtype.LOAD_FITS.parameters()));
        assertEquals(sent, documented("Messages that it sends"));
    }

    @Test
    void parameterThatIsNotListedCannotBeRead() {
        for (Mtype type : Mtype.values()) {
            MessageParameters p = new MessageParameters(new Message(type.word()));
            type.parameters().forEach(p::optionalText);
            assertThrows(IllegalStateException.class, () -> p.optionalText("colour"));
            assertThrows(IllegalStateException.class, () -> p.texts("colour"));
        }
    }

    @Test
    void noParameterStandsTwice() {
        for (Mtype type : Mtype.values()) {
            assertEquals(type.parameters().size(), new LinkedHashSet<>(type.parameters()).size(), type.word());
        }
    }
}
