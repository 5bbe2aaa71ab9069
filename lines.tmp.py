import json,sys,collections
p=json.load(open(sys.argv[1])); fn=sys.argv[2]; src=open(sys.argv[3]).read().split('\n')
c=collections.Counter()
for n in p['nodes']:
    if n['callFrame']['functionName']==fn:
        for t in n.get('positionTicks',[]): c[t['line']]+=t['ticks']
tot=sum(c.values())
for l,t in sorted(c.items()):
    if t*100/tot>=0.7: print(f"{100*t/tot:5.1f}% {l:4d} {src[l-1]}")
