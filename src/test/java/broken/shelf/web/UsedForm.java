package broken.shelf.web;

/** Breaks no rule itself. */
public record UsedForm(String text) {
}
