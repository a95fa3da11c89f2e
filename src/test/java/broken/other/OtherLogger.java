package broken.other;

import java.util.logging.Logger;

class OtherLogger {

	private static final Logger log = Logger.getLogger("broken");

	void note() {
		log.info("broken");
	}

}
