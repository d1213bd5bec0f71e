package io.github.montecat.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTML page in the making, which needs no other file. Every text is escaped; only this class writes tags. Not safe
 * for use by several threads.
 */
final class Page {

    private static final String STYLE = """
            :root { color-scheme: light; }
            body { font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: #222; background: #fff;
              max-width: 66rem; margin: 2rem auto; padding: 0 1.25rem; }
            h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
            h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-top: .6rem; border-top: 1px solid #ddd; }
            p { max-width: 46rem; }
            .lead { color: #555; margin-top: 0; }
            table { border-collapse: collapse; margin: .6rem 0 1rem; font-variant-numeric: tabular-nums; font-size: .94rem;
              min-width: 34rem; }
            caption { text-align: left; color: #555; padding-bottom: .35rem; }
            th { text-align: left; font-weight: 600; }
            th:last-child, td:last-child { padding-right: 0; }
            th, td { padding: .22rem .9rem .22rem 0; border-bottom: 1px solid #e6e6e6; vertical-align: top; }
            thead th { border-bottom: 2px solid #888; }
            td.n, th.n { text-align: right; }
            .wide { overflow-x: auto; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; font-size: .94rem; }
            dt { color: #555; }
            dd { margin: 0; overflow-wrap: anywhere; }
            figure { margin: 1rem 0 1.6rem; }
            figure img { max-width: 100%; height: auto; display: block; }
            figcaption { color: #444; font-size: .92rem; max-width: 46rem; margin-top: .4rem; }
            .good, .bad { font-weight: 600; }
            .good { color: #00624a; }
            .bad { color: #a94400; }
            footer { margin-top: 3rem; padding-top: .6rem; border-top: 1px solid #ddd; color: #666; font-size: .85rem; }
            @media print { body { margin: 0; max-width: none; font-size: 11pt; } figure, table { break-inside: avoid; } }
            """;

    private final StringBuilder body = new StringBuilder();
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final String title;

    /** @param title title of the page and its first heading */
    Page(String title) {
        this.title = title;
    }

    /** Text that can stand anywhere in HTML, in attributes too. */
    static String escaped(String text) {
        StringBuilder s = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> s.append("&amp;");
                case '<' -> s.append("&lt;");
                case '>' -> s.append("&gt;");
                case '"' -> s.append("&quot;");
                case '\'' -> s.append("&#39;");
                // Control characters are not allowed in HTML, not even escaped.
                default -> s.appendCodePoint(c < 0x20 && c != '\n' && c != '\t' || c == 0x7f ? 0xfffd : c);
            }
        });
        return s.toString();
    }

    Page lead(String text) {
        return paragraph(" class=\"lead\"", text);
    }

    Page paragraph(String text) {
        return paragraph("", text);
    }

    /** A judgement, coloured. */
    Page verdict(boolean good, String text) {
        return paragraph(" class=\"" + (good ? "good" : "bad") + "\"", text);
    }

    private Page paragraph(String attribute, String text) {
        body.append("<p").append(attribute).append('>').append(escaped(text)).append("</p>\n");
        return this;
    }

    Page heading(String text) {
        body.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    /** Names and what they stand for; pairs whose second is empty are left out. */
    Page list(List<String[]> pairs) {
        body.append("<dl>\n");
        for (String[] pair : pairs) {
            if (!pair[1].isEmpty()) {
                body.append("<dt>").append(escaped(pair[0])).append("</dt><dd>").append(escaped(pair[1])).append("</dd>\n");
            }
        }
        body.append("</dl>\n");
        return this;
    }

    /** A table; the first column holds the names of its rows, the others numbers. */
    Page table(String caption, List<String> heads, List<List<String>> rows) {
        body.append("<div class=\"wide\"><table>\n<caption>").append(escaped(caption)).append("</caption>\n<thead><tr>");
        for (int c = 0; c < heads.size(); c++) {
            body.append(c == 0 ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"n\">").append(escaped(heads.get(c)))
                    .append("</th>");
        }
        body.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            body.append("<tr><th scope=\"row\">").append(escaped(row.get(0))).append("</th>");
            row.stream().skip(1).forEach(cell -> body.append("<td class=\"n\">").append(escaped(cell)).append("</td>"));
            body.append("</tr>\n");
        }
        body.append("</tbody>\n</table></div>\n");
        return this;
    }

    /** A figure, under a name that its file will have. */
    Page figure(String name, Figure figure, String alternative, String caption) {
        figures.put(name, figure);
        body.append("<figure>\n<img width=\"").append(figure.width()).append("\" height=\"").append(figure.height())
                .append("\" alt=\"").append(escaped(alternative)).append("\" src=\"").append(figure.dataUri()).append("\">\n")
                .append("<figcaption>").append(escaped(caption)).append("</figcaption>\n</figure>\n");
        return this;
    }

    /** The whole page and its figures. */
    Report finished(String footer) {
        return new Report(html(footer), figures);
    }

    /** The whole page. */
    String html(String footer) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>" + escaped(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n<h1>"
                + escaped(title) + "</h1>\n" + body + "</main>\n<footer>" + escaped(footer)
                + "</footer>\n</body>\n</html>\n";
    }
}
