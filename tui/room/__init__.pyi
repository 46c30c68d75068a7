from tui.room.jobs import Job as Job
from tui.room.layout import first_class as first_class
from tui.room.screen import Room as Room
