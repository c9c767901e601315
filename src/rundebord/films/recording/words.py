"""Every word of the page, in one place: English here, the reader's language where it is shown.

%(names)s are filled in by the page itself.
"""

from rundebord.programmes.format.findings import N_

LANGUAGE = N_("en")
"""The code of the language that the catalogue translates to: «nb»."""

WORDS = {
    "title": N_("Recording the voices"),
    "to_content": N_("Go to the content"),
    "steps": N_("Steps"),
    "step_roles": N_("Roles"),
    "step_microphone": N_("Microphone"),
    "step_reading": N_("Reading"),
    "stays_here": N_("Everything stays on this computer. What is kept has no names."),
    "no_script": N_("This page needs JavaScript, and a browser that may use the microphone."),
    # Who reads what
    "roles_title": N_("Who reads what?"),
    "roles_lead": N_(
        "Give each role a voice. One person may read several roles, but two who speak with each other should have two "
        "voices. You can change it later."
    ),
    "role": N_("Role"),
    "lines": N_("Lines"),
    "minutes": N_("Minutes"),
    "read_by": N_("Read by"),
    "nobody": N_("Not decided"),
    "reader": N_("Reader %(number)s"),
    "reader_named": N_("Reader %(number)s: %(name)s"),
    "names_title": N_("Names"),
    "names_lead": N_("Only a help for you: they stay in this browser, and are never written to a file."),
    "name_of": N_("Name of reader %(number)s"),
    "who_now": N_("Who reads now?"),
    "who_left": N_("%(reader)s – %(left)s of %(all)s lines left, about %(minutes)s min"),
    "choose_first": N_("Choose who reads at least one role, then go on."),
    "to_microphone": N_("Go on to the microphone"),
    # The microphone
    "microphone_title": N_("Try the microphone"),
    "microphone_lead": N_(
        "A small, quiet room with curtains or books sounds best. Sit about 20 cm from the microphone, a little "
        "to one side of it. Close windows, turn off fans, put the phone away."
    ),
    "turn_on": N_("Turn the microphone on"),
    "which": N_("Microphone"),
    "level": N_("Level"),
    "say_this": N_("Say this as you will read it:"),
    "quiet": N_("Low"),
    "fine": N_("Good"),
    "loud": N_("Too loud"),
    "waiting": N_("The microphone is off."),
    "listening": N_("The microphone is on. Read the line below aloud."),
    "level_fine": N_("The level is good. You can begin."),
    "level_low": N_("Too low: move closer, or turn the microphone up in the computer's sound settings."),
    "level_loud": N_("Too loud: move away, or turn the microphone down in the computer's sound settings."),
    "no_permission": N_(
        "The browser does not let this page use the microphone. Press the microphone or padlock beside the address, "
        "allow it, and try again."
    ),
    "no_microphone": N_("No microphone was found. Connect one, and try again."),
    "microphone_taken": N_(
        "The microphone cannot be used (%(fault)s). Close other programs that use it, and try again."
    ),
    "microphone_lost": N_("The microphone went away. Connect it, and record the line again."),
    "begin": N_("Begin to read"),
    # Reading
    "reading_title": N_("Read"),
    "left": N_("%(done)s of %(all)s lines. About %(minutes)s min left."),
    "all_done": N_("All your lines are recorded. Thank you!"),
    "first_line": N_("The film begins."),
    "last_line": N_("The film ends."),
    "to_role": N_("to %(role)s"),
    "record": N_("Record"),
    "record_again": N_("Record again"),
    "stop": N_("Stop"),
    "wait": N_("Wait…"),
    "saving": N_("Saving…"),
    "read_now": N_("Read now. %(seconds)s s of about %(expected)s."),
    "ready": N_("About %(expected)s seconds."),
    "thrown": N_("Thrown away. Nothing was kept."),
    "listen": N_("Listen"),
    "stop_listening": N_("Stop listening"),
    "back": N_("Back"),
    "forward": N_("Next"),
    "next_left": N_("Next that is left"),
    "delete": N_("Delete the recording"),
    "deleted": N_("The recording is deleted. You can undo it until the command is stopped."),
    "undo": N_("Undo"),
    "undone": N_("The recording before is back."),
    "save_again": N_("Save again"),
    "no_answer": N_(
        "The command in the terminal does not answer, and the line is not saved. Leave this page open, and see whether "
        "«rundebord film record» is still running there."
    ),
    "play_back": N_("Play each line back"),
    "go_on": N_("Go on by itself when a line is good"),
    "keys": N_("Keys"),
    "keys_are": N_(
        "Space: record and stop. → and ←: next and back. Esc: throw away while you record. "
        "Delete: delete the recording. Ctrl+Z: undo."
    ),
    "your_lines": N_("Your lines"),
    "is_kept": N_("recorded"),
    "is_left": N_("not recorded"),
    "is_poor": N_("should be read again"),
    "is_changed": N_("the words were changed after it was read"),
    "changed": N_("The words were changed after this was read. Read it again."),
    "poor": N_("Something was not quite right when this was read. Listen, and read it again if you wish."),
    "kept": N_("Recorded: %(seconds)s seconds."),
    "nobody_reads": N_("Nobody is chosen yet. Go to the roles first."),
}
