package pl.chronobook.transfer.domain;

/**
 * A file as somebody sent it.
 */
public final class Upload {

	private static final int LONGEST_NAME = 200;

	private final String name;

	private final byte[] content;

	/**
	 * Takes a file.
	 * @param name what it was called, with or without folders
	 * @param content what is in it; not copied
	 */
	public Upload(String name, byte[] content) {
		String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
		last = Cells.text(last.substring(0, Math.min(last.length(), LONGEST_NAME)));
		this.name = last.isEmpty() ? "plik" : last;
		this.content = content;
	}

	/** What it was called, for the reader to recognise it by. */
	public String name() {
		return this.name;
	}

	byte[] content() {
		return this.content;
	}

}
